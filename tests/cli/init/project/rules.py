FORBIDDEN_IMPORTS = {"shop.billing": ["shop.orders.*"]}
