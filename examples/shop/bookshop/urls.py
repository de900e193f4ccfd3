"""Addresses of the shop."""

from django.contrib import admin
from django.urls import path

from bookshop.payments import webhooks  # expect: private-import
from bookshop.storefront import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("orders/<str:number>/", views.order_page, name="order"),
    path("books/<int:pk>/", views.BookView.as_view(), name="book"),
    path("hooks/payments/", webhooks.payment_hook, name="payment-hook"),
]
