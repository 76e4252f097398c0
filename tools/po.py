"""Translation files: take over a fresh template, list what is missing. Run in the virtual environment.

    python -m tools.po [--check] FOLDER/i18n EXPORTED.pot ...

Merging keeps each translation whose source text is still there, drops the others, and leaves new texts
empty: a guess marked fuzzy would only hide what is to be done.
"""

import re
import sys
from pathlib import Path

import polib

REQUIRED, REPORTED = ("zh_CN",), ("ja", "es")
PLACEHOLDER = re.compile(r"%\([\w]+\)[a-z]|%[sdf]|\{\w*\}|\{\{.*?\}\}")
TAG = re.compile(r"</?[a-zA-Z][\w-]*")


def load(path):
    return polib.pofile(str(path), wrapwidth=78)


def key(entry):
    return entry.msgctxt, entry.msgid


def described(catalogue):
    """What a catalogue says about its texts, without translations and without dates."""
    return [
        (key(entry), entry.comment, sorted(entry.occurrences)) for entry in catalogue if not entry.obsolete
    ]


def merge(catalogue, template):
    """Give `catalogue` the texts of `template`; returns whether that changed anything."""
    before = [(*text, entry.msgstr) for text, entry in zip(described(catalogue), catalogue, strict=False)]
    known = {key(entry): entry for entry in catalogue if not entry.obsolete}
    fresh = []
    for entry in template:
        old = known.get(key(entry))
        fresh.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgctxt=entry.msgctxt,
                comment=entry.comment,
                occurrences=entry.occurrences,
                flags=list(entry.flags),
                msgstr=old.msgstr if old else "",
                tcomment=old.tcomment if old else "",
            )
        )
        if old and old.fuzzy:
            fresh[-1].flags.append("fuzzy")
    catalogue[:] = fresh
    return before != [
        (*text, entry.msgstr) for text, entry in zip(described(catalogue), catalogue, strict=False)
    ]


def problems(catalogue):
    """(text, fault) of every text that is untranslated, fuzzy, or changes placeholders or tags."""
    found = []
    for entry in catalogue:
        if entry.obsolete:
            continue
        if not entry.msgstr:
            found.append((entry.msgid, "missing"))
        elif entry.fuzzy:
            found.append((entry.msgid, "fuzzy"))
        elif sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(PLACEHOLDER.findall(entry.msgstr)):
            found.append((entry.msgid, "other placeholders"))
        elif sorted(TAG.findall(entry.msgid)) != sorted(TAG.findall(entry.msgstr)):
            found.append((entry.msgid, "other tags"))
    return found


def update_template(path, exported, write):
    """Bring the .pot up to date; returns whether it was not."""
    stale = not path.exists() or described(load(path)) != described(exported)
    if stale and write:
        path.parent.mkdir(exist_ok=True)
        exported.save(str(path))
    return stale


def update_language(path, language, exported, write):
    """The catalogue of one language with the template's texts, saved if `write` and anything changed."""
    catalogue = load(path) if path.exists() else polib.POFile(wrapwidth=78)
    if not path.exists():
        catalogue.metadata = {**exported.metadata, "Language": language}
    if merge(catalogue, exported) and write:
        catalogue.save(str(path))
    return catalogue


def check(folder, exported_path, write):
    """Handle one add-on; returns the number of faults that count."""
    exported, module = load(exported_path), folder.parent.name
    faults = 0
    if update_template(folder / f"{module}.pot", exported, write) and not write:
        print(f"{module}: {module}.pot is out of date; ./run i18n refreshes it")
        faults += 1
    for language in REQUIRED + REPORTED:
        catalogue = update_language(folder / f"{language}.po", language, exported, write)
        found = problems(catalogue)
        counts = language in REQUIRED
        faults += len(found) if counts else 0
        print(f"{module} {language}: {len(catalogue) - len(found)} of {len(catalogue)} texts translated")
        for text, fault in found if counts else ():
            print(f"  {fault}: {text!r}")
    return faults


def main(arguments):
    write = "--check" not in arguments
    files = [Path(argument) for argument in arguments if argument != "--check"]
    faults = sum(
        check(folder, exported, write) for folder, exported in zip(files[::2], files[1::2], strict=True)
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
