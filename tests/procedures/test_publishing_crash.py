"""A process killed in the middle of publishing leaves the old edition live, whole.

One random moment; twenty in the nightly run.
"""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction

from procedures.models import Document, Edition, Submission
from procedures.publishing.signing import sign, submit
from tests.kit.documents import author, make_draft_article, make_edition, reviewer
from tests.kit.signatures import filled_in

ROOT = Path(__file__).resolve().parents[2]
PUBLISH = """
import os, signal, sys
import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()

from datetime import timedelta
from django.db import connection
from drez_site.staff.models import StaffMember
from procedures.models import Document
from procedures.publishing.signing import sign
from tests.kit.signatures import filled_in

moment, statements = int(sys.argv[2]), 0


def dies_at_its_moment(execute, sql, parameters, many, context):
    global statements
    statements += 1
    if statements * 2 - 1 == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    result = execute(sql, parameters, many, context)
    if statements * 2 == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    return result


person, document = StaffMember.objects.get(username="robin"), Document.objects.get()
step = filled_in()
with connection.execute_wrapper(dies_at_its_moment):
    sign(document, person, step)
print(statements)
"""


def publish(moment: int) -> subprocess.CompletedProcess:
    """Sign in a process of its own that kills itself before or after one of its statements; 0 lives."""
    return subprocess.run(
        [sys.executable, "-c", PUBLISH, connection.settings_dict["NAME"], str(moment)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "drez_site.settings.test"},
        capture_output=True,
        text=True,
        timeout=120,
    )


def statements_of_a_signature(document) -> int:
    """How many statements lie between the start and the commit, counted by signing and taking it back."""
    executed, step, person = [], filled_in(), reviewer()

    def count(execute, sql, *arguments):
        executed.append(sql)
        return execute(sql, *arguments)

    with transaction.atomic():
        with connection.execute_wrapper(count):
            sign(document, person, step)
        transaction.set_rollback(True)
    return len(executed) - 2  # the savepoint that lets us take it back


@pytest.mark.django_db(transaction=True)
def test_kill_9_while_publishing_leaves_the_old_edition_live(client, nightly):
    document = make_draft_article(summary="Old words.")
    make_edition(document)
    Document.objects.update(summary="New words.")
    submit(document, author())
    moments = random.choices(range(1, 2 * statements_of_a_signature(document) + 1), k=20 if nightly else 1)
    for moment in moments:
        assert publish(moment).returncode == -signal.SIGKILL, f"moment {moment} of {moments}"
        assert Edition.objects.live().get().content["summary"] == "Old words."
        assert "Old words." in client.get("/procedures/drez-lesioning/").text
        assert Submission.objects.count() == 1, "the submission waits for the next try"
    done = publish(0)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) * 2 >= max(moments), "every moment tried was before the end"
    assert "New words." in client.get("/procedures/drez-lesioning/").text
