"""The app of the public side: it tells earlier rooms where provisions, areas and the check of a number are shown."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "nakhara.registry"
    label = "registry"
    verbose_name = "Registry"

    def ready(self):
        from django.urls import reverse

        from nakhara.look.links import register

        register("provision", lambda identifier: reverse("registry:rule", args=[identifier]))
        register("area", lambda key: reverse("registry:area", args=[key]))
        register("verify", lambda _key: reverse("registry:verify"))
