"""Settings: each file does its job, and refuses what it must."""

import ast
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REAL_CLINIC = {
    "SECRET_KEY": "only-for-tests-0123456789" * 3,
    "PHONE_KEYS": "only-for-tests-0123456789" * 3,
    "ALLOWED_HOSTS": "clinic.example",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "PUBLIC_ORIGIN": "https://clinic.example",
    "CLINIC_PHONE": "+19195550100",
    "CLINIC_URGENT_PHONE": "+19195550101",
}


def manage(*arguments, settings, **environment):
    return python("manage.py", *arguments, settings=settings, **environment)


def python(*arguments, settings, **environment):
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=inherited | {"DJANGO_SETTINGS_MODULE": f"drez_site.settings.{settings}"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("missing", REAL_CLINIC)
def test_production_names_what_is_missing(missing):
    given = {name: value for name, value in REAL_CLINIC.items() if name != missing}
    refused = manage("check", settings="production", **given)
    assert refused.returncode != 0
    sentence = refused.stderr.strip().splitlines()[-1]
    assert "The production site cannot start" in sentence
    assert [name for name in REAL_CLINIC if f"{name} (" in sentence] == [missing]


def test_production_refuses_an_origin_without_tls():
    refused = manage(
        "check", settings="production", **REAL_CLINIC | {"PUBLIC_ORIGIN": "http://clinic.example"}
    )
    assert refused.returncode != 0
    assert "PUBLIC_ORIGIN must begin with https://" in refused.stderr


def test_production_passes_the_deployment_checks():
    checked = manage("check", "--deploy", "--fail-level", "WARNING", settings="production", **REAL_CLINIC)
    assert checked.returncode == 0, checked.stderr
    said = checked.stdout + checked.stderr
    assert "identified 1 issue" in said and "drez_site.I001" in said, "and that no database answered here"


def show(name, settings, **environment):
    """What settings say, without the applications, which take seconds to start."""
    question = f"from django.conf import settings; print(repr({name}))"
    shown = python("-c", question, settings=settings, **environment)
    assert shown.returncode == 0, shown.stderr
    return ast.literal_eval(shown.stdout.strip().splitlines()[-1])


def test_the_demonstration_is_production_without_tls():
    names = [
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
        "STAFF_SECOND_FACTOR_REQUIRED",
    ]
    assert show(f"[getattr(settings, n) for n in {names}]", "demonstration") == [
        False,
        False,
        0,
        False,
        False,
        "sessionid",
        "csrftoken",
        False,
    ]
    assert show(f"[getattr(settings, n) for n in {names}]", "production", **REAL_CLINIC) == [
        False,
        True,
        63072000,
        True,
        True,
        "__Host-sessionid",
        "__Host-csrftoken",
        True,
    ]
    same = [
        "MIDDLEWARE",
        "CONTENT_SECURITY_POLICY",
        "AUTH_PASSWORD_VALIDATORS",
        "PASSWORD_HASHERS",
        "AUTHENTICATION_BACKENDS",
        "AXES_FAILURE_LIMIT",
        "SESSION_COOKIE_AGE",
        "STORAGES",
        "X_FRAME_OPTIONS",
    ]
    question = f"[getattr(settings, n) for n in {same}]"
    assert show(question, "demonstration") == show(question, "production", **REAL_CLINIC)


def test_the_demonstration_key_is_made_once_and_private():
    first, second = (show("settings.SECRET_KEY", "demonstration") for _ in range(2))
    assert first == second
    assert len(first) >= 50
    assert (ROOT / ".local" / "secret_key").stat().st_mode & 0o077 == 0


def test_the_demonstration_listens_to_its_own_host_only():
    assert "*" not in show("settings.ALLOWED_HOSTS", "demonstration")
    assert show("settings.PUBLIC_ORIGIN", "demonstration", PORT="8123") == "http://127.0.0.1:8123"


def test_threads_share_connections_where_the_server_says_how_many():
    question = "[settings.DATABASES['default'][name] for name in ('CONN_MAX_AGE', 'OPTIONS')]"
    age, options = show(question, "production", **REAL_CLINIC, DATABASE_POOL_SIZE="8")
    assert (age, options["pool"]["max_size"]) == (0, 8)
    assert show(question, "production", **REAL_CLINIC) == [60, {}]


def variables_read() -> set[str]:
    """Every environment variable that settings, the server configuration or the entry points read."""
    sources = [*(ROOT / "drez_site/settings").glob("*.py"), ROOT / "gunicorn.conf.py", ROOT / "manage.py"]
    reads = re.compile(r"""(?:env(?:\.\w+)?|environ\.(?:get|setdefault))\(\s*["']([A-Z_]+)["']""")
    required = ast.literal_eval(
        re.search(
            r"REQUIRED = (\{.*?\n\})", (ROOT / "drez_site/settings/production.py").read_text(), re.DOTALL
        )[1]
    )
    return set(required).union(*(reads.findall(source.read_text()) for source in sources))


def test_the_example_environment_lists_every_variable_and_no_other():
    listed = set(re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert len(listed) >= 10
    assert listed == variables_read()


def test_production_listens_to_this_machine_alone(monkeypatch):
    """gunicorn would open PORT to everybody, and whoever reaches it can claim any address."""
    production = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert "BIND" in production and not {"HOST", "PORT"} & set(production)
    monkeypatch.setenv("PORT", "8123")
    assert runpy.run_path(str(ROOT / "gunicorn.conf.py"))["bind"] == "127.0.0.1:8000"
    monkeypatch.setenv("BIND", "0.0.0.0:8000")
    assert runpy.run_path(str(ROOT / "gunicorn.conf.py"))["bind"] == "0.0.0.0:8000"


def test_the_page_of_the_configuration_explains_every_variable():
    page = (ROOT / "docs/configuration.md").read_text()
    assert [name for name in sorted(variables_read()) if f"`{name}`" not in page] == []


def test_every_settings_file_says_its_job_in_its_first_line():
    files = [path for path in (ROOT / "drez_site/settings").glob("*.py") if path.name != "__init__.py"]
    assert len(files) == 6
    assert [path.name for path in files if not path.read_text().startswith('"""')] == []


def test_passwords_are_kept_with_argon2id():
    question = "__import__('django.contrib.auth.hashers', fromlist=['x']).make_password('x')"
    assert show(question, "production", **REAL_CLINIC).startswith("argon2$argon2id$")
