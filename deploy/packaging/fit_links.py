"""Makes the documents of a package true there: the program is bin/lienthong, and a link to what was left out is text.

fit_links.py FOLDER
"""
import pathlib
import re
import sys

LINK = re.compile(r"\[([^][]*)\]\(([^()\s]+)\)")


def fit(document: pathlib.Path) -> str:
    def keep_or_drop(link: re.Match) -> str:
        text, target = link.groups()
        path = target.partition("#")[0]
        elsewhere = "://" in target or not path
        return link.group() if elsewhere or (document.parent / path).exists() else text

    text = document.read_text(encoding="utf-8")
    return LINK.sub(keep_or_drop, text).replace("build/lienthong", "bin/lienthong")


for document in sorted(pathlib.Path(sys.argv[1]).rglob("*.md")):
    document.write_text(fit(document), encoding="utf-8")
