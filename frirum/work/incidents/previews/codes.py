"""What the child that draws a preview and whoever started it have agreed on."""

TOO_MANY_PIXELS, NOT_A_PICTURE, DAMAGED = 10, 11, 12
MOST_OUTPUT = 8 * 1024 * 1024
