"""The answer that carries a released file."""

from django.http import StreamingHttpResponse

from frirum.foundation.vault import files

from .models import Release


def as_download(release: Release) -> StreamingHttpResponse:
    """An attachment with a neutral name, kept by no cache and run by no browser.

    Its bytes were hashed when it was released; a byte changed since then stops the stream.
    """
    if release.file is None:
        raise ValueError("A message has no file")
    answer = StreamingHttpResponse(
        files.read(release.file), content_type="application/octet-stream"
    )
    answer["Content-Disposition"] = f'attachment; filename="{release.file_name}"'
    answer["Content-Length"] = str(release.size)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
