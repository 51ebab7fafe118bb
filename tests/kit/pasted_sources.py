"""The same paper as programs and journals write it."""

BIBTEX = r"""
@article{chalil2021outcomes,
  title = {Outcomes of {DREZ} lesioning \& spinal cord stimulation: 50\% of {\'E}t{\'e}s},
  author = {Chalil, Alan and Staudt, Michael D. and van Broeckhoven, T. and
            {Centers for Disease Control and Prevention} and Garc{\'\i}a, Ana and FitzGerald JJ and others},
  journal = {Frontiers in Pain Research},
  volume = 2, number = {4}, pages = {749801--749810},
  year = 2021, month = sep, publisher = "Frontiers Media",
  doi = {https://doi.org/10.3389/fpain.2021.749801},
  url = {https://doi.org/10.3389/fpain.2021.749801},
  note = {PMID: 35295462}
}
"""
RIS = """TY  - JOUR
AU  - Chalil, Alan
AU  - Staudt, M. D.
AU  - Deer, Timothy R., Jr.
A2  - Not, An Author
AU  - World Health Organization
TI  - Outcomes of DREZ
T2  - Frontiers in Pain Research
DA  - 2021/09/03/
PY  - 2021
VL  - 2
IS  - 4
SP  - 12
EP  - 19
DO  - doi:10.3389/FPAIN.2021.749801
N1  - PMID: 35295462
C2  - PMC8915554
UR  - https://journal.example/paper
ER  - 
"""
CSL = {
    "type": "article-journal",
    "title": ["Outcomes of <i>DREZ</i> lesioning &amp; more."],
    "container-title": ["Frontiers in Pain Research"],
    "author": [
        {"family": "Chalil", "given": "Alan"},
        {"family": "Broeckhoven", "given": "Tom", "non-dropping-particle": "van"},
        {"literal": "World Health Organization"},
        {"name": "A Study Group"},
    ],
    "issued": {"date-parts": [[2021, 9]]},
    "DOI": "10.3389/fpain.2021.749801",
    "PMID": 35295462,
    "page": "12–19",
    "publisher": "Frontiers Media SA",
}
