"""The public interface of delivery."""
