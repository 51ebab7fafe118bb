"""What gunicorn serves. Production settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from drez_site.delivery.long_paths import LongPaths
from drez_site.delivery.page_store import with_page_store

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drez_site.settings.production")

django_application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # or the first readers would, several at once
application = LongPaths(with_page_store(django_application))
