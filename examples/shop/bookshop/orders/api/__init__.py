"""The public interface of orders."""
