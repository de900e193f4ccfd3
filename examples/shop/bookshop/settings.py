"""Settings of the shop. Ringfence reads them as text, for the user model and the labels of the apps."""

SECRET_KEY = "for the example only"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin",
    "bookshop.core",
    "bookshop.common",
    "bookshop.accounts.apps.AccountsConfig",
    "bookshop.catalogue",
    "bookshop.orders.apps.OrdersConfig",
    "bookshop.payments.apps.PaymentsConfig",
    "bookshop.shipping",
    "bookshop.reviews",
    "bookshop.marketing",
]

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

ROOT_URLCONF = "bookshop.urls"
AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "shop.sqlite3"},
    "archive": {"ENGINE": "django.db.backends.sqlite3", "NAME": "archive.sqlite3"},
}
USE_TZ = True
