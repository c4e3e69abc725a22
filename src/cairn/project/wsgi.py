"""The door that the server opens (WSGI)."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.project.settings")
application = get_wsgi_application()

from cairn.accounts.synthetic import demo_or_real  # noqa: E402  models are loaded by the line above

demo_or_real(demo=settings.CAIRN.demo)
