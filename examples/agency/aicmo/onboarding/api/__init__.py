"""The public interface of onboarding."""
