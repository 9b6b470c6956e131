"""Readers of what a phone can export: text messages, calls and WhatsApp chats.

Pure functions from a file to messages; nothing here knows the database, a case or a request.
"""
