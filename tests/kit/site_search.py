"""The search of the whole site, asked by a client, and what its page says."""

import re


def search(client, typed, prefix=""):
    return client.get(f"{prefix}/search/", {"q": typed})


def hits(page) -> list[str]:
    listed = page.text.partition('<ol class="sources"')[2].partition("</ol>")[0]
    return re.findall(r'<a href="([^"]+)">', listed)


def text(page) -> str:
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
