from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "nakhara.registry"
    label = "registry"
    verbose_name = "Registry"
