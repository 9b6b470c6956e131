"""The look of Frirum: page frames, components, form fields, charts and the gallery.

Takes plain values and rulings, knows no client and no case. New parts appear in the gallery first.
"""
