"""A fragment is part of its page, and no template names what is not there."""

import copy
import re

import pytest
from django.conf import settings as held
from django.test import override_settings

from .catalogue import addresses
from .test_texts import TEMPLATES
from .test_two_worlds import MASKS

pytestmark = pytest.mark.promise

MARK = "¿%s?"


def plain(answer):
    """The page in one spacing, without what is new at every answer."""
    body = MASKS.sub(b"", answer.content).decode()
    return re.sub(r"\s+", " ", re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", body)).strip()


def test_a_fragment_is_a_part_of_its_page(world, client_of, dorte, freja):
    seen, wrong = 0, []
    for actor in (dorte, freja):
        client = client_of(actor)
        for name, _, url in addresses(world.ids):
            whole = client.get(url)
            part = client.get(url, headers={"HX-Request": "true"})
            if whole.status_code != 200 or whole.streaming or "</html>" in part.content.decode():
                continue
            seen += 1
            if plain(part) not in plain(whole):
                wrong.append((actor.name, name))
    assert wrong == []
    assert seen >= 5, "there are pages with fragments"


FRAGMENT = re.compile(r"{% partialdef (\w+).*?%}(.*?){% endpartialdef %}", re.DOTALL)
SET = re.compile(r"\bas (\w+) %}")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_a_fragment_uses_no_name_that_only_its_page_sets(path):
    """Rendered alone, it would find nothing there."""
    text = path.read_text(encoding="utf-8")
    lost = [
        (found[1], name)
        for found in FRAGMENT.finditer(text)
        for name in set(SET.findall(text[: found.start()])) - set(SET.findall(found[2]))
        if re.search(rf"\b{name}\b", found[2])
    ]
    assert lost == []


def test_no_template_names_what_is_not_there(world, client_of, dorte, freja, vera, asta):
    strict = copy.deepcopy(held.TEMPLATES)
    strict[0]["OPTIONS"]["string_if_invalid"] = MARK
    missing = set()
    with override_settings(TEMPLATES=strict):
        for actor in (dorte, freja, vera, asta):
            client = client_of(actor)
            for name, _, url in addresses(world.ids):
                answer = client.get(url)
                if answer.streaming or answer.status_code != 200:
                    continue
                found = re.findall(r"¿(.*?)\?", answer.content.decode(errors="ignore"))
                missing |= {(name, what) for what in found}
    assert missing == set()
