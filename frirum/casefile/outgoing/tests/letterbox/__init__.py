"""Three hundred things that leave a house: 200 clean, 100 with one protected detail hidden.

Made by somebody who has not read the guard, so that it is measured by what it was not built for.
Nobody in here is real; addresses of mail end in `.example`, and no CPR number has a right check
digit.

- `world.json`: six matters. `own` is what the writer's case holds, `elsewhere` what other cases of
  the same matter hold; `house` and `agencies` are the register. `address` and the like may stand
  more than once with one person.
- `items.jsonl`: one item a line. `subject`, `text`, `file_name` and the content of `files/<file>`
  leave together. `label` is `clean` or `protected`; of a protected one `what`, `whose` (the
  person's id in the matter), `held`, `value` (the world's), `as_written`, `where` it stands,
  `hiding` (chief) and `also` (what else hides it).
- `make_letterbox.py` makes both again, to the byte:
  `python -m frirum.casefile.outgoing.tests.letterbox.make_letterbox`.
  `check_letterbox.py` holds them to their labels by code of its own.

How to score: for each item put up the matter's own case and the other cases, hand subject, text and
file to the guard as a letter to `recipient`. A protected item counts as found if anything is held
up *because of that detail* (its kind and person), by whatever words; held up for another reason
alone, it counts as missed. A clean item counts as a false alarm if anything is held up. Report
found by `hiding` (an item counts once for `hiding` and once for each of `also`), by `held`, and by
the file's ending; and the share of clean items that went through.
"""
