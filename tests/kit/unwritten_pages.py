"""Pages of the admin that are worked out whole but not written, for those who read no word of them.

Writing takes longest: hundreds of templates. It adds nothing to an answer's status, to where it leads, or to
its `context_data`.
"""

from contextlib import contextmanager

import pytest
from django.template.response import SimpleTemplateResponse


@contextmanager
def unwritten_pages():
    """Views, forms and questions to the database as ever; the body of each page is empty."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SimpleTemplateResponse, "rendered_content", "")
        yield
