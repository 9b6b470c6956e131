"""The door of every page about one enquiry: `<uuid:enquiry>` in the URL, the row in the view."""

from frirum.foundation.wall.doors import root_door

from .models import Enquiry

enquiry_door = root_door(Enquiry, "enquiry")
