"""The public interface of payments."""
