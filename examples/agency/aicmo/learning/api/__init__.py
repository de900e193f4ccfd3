"""The public interface of learning."""
