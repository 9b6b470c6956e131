"""The language a person chose, else Danish: never guessed from the browser. And what is too much:
a post of more than the form limit is answered before anything looks into it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from .pages import body_length

# A form has words besides its files.
_WORDS = 2 * 1024 * 1024
_AT_ONCE = 64 * 1024
Next = Callable[[HttpRequest], HttpResponseBase]


def chosen_language(get_response: Next) -> Next:
    known = {code for code, _ in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            return get_response(request)

    return middleware


def form_limit(get_response: Next) -> Next:
    """Nothing of too large a post is kept, in memory or on disk (S28).

    Up to four times the limit is let by unread first: a browser that is still sending shows no
    answer.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = body_length(request)
        limit = settings.FORM_POST_LIMIT + _WORDS
        if length <= limit:
            return get_response(request)
        if length <= 4 * limit:
            while request.read(_AT_ONCE):
                pass
        answer = render(request, "ui/too_large.html", status=413)
        answer["Connection"] = "close"
        return answer

    return middleware
