"""Settings. They are read as text, and never executed."""

SECRET_KEY = "not a secret"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.sites",
    "shop.accounts.apps.AccountsConfig",
    "shop.catalogue",
    "shop.orders.apps.OrdersConfig",
    "shop.payments",
    "shop.shipping",
    "shop.marketing",
]

AUTH_USER_MODEL = "members.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
SITE_ID = 1
