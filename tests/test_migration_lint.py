"""make lint refuses a migration on which the release before would not run."""

import pytest

from tests import migration_lint


@pytest.mark.nightly
@pytest.mark.django_db
def test_our_migrations_leave_the_release_before_running_and_the_linter_sees_those_that_do_not():
    looked_at, said = migration_lint.faults()
    assert looked_at > 20 and said == ""
    _, said = migration_lint.faults(but=())
    assert "(axes, 0006_remove_accesslog_trusted)... ERR" in said
