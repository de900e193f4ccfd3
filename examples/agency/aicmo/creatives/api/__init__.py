"""The public interface of production."""
