"""The public interface of shipping."""
