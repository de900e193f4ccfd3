"""The public interface of accounts."""
