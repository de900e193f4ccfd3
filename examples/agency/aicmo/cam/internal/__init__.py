"""How cam does it. Nobody else's business."""
