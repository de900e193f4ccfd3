-- Run once by hand, so that a tool can draw the joins.

ALTER TABLE payments_payment
  ADD CONSTRAINT fk_payment_customer
  FOREIGN KEY (customer_id) REFERENCES people_customer (id);  -- expect: cross-module-foreign-key

ALTER TABLE ordering_orderline
  ADD CONSTRAINT fk_line_order
  FOREIGN KEY (order_id) REFERENCES ordering_order (id);

CREATE INDEX ix_payment_status ON payments_payment (status);
