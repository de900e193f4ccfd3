-- Run once on the reporting replica, so that its tool can draw the joins.

ALTER TABLE delivery_executions
  ADD CONSTRAINT fk_execution_campaign
  FOREIGN KEY (campaign_id) REFERENCES cam_campaigns (id);  -- expect: cross-module-foreign-key

ALTER TABLE cam_leads
  ADD CONSTRAINT fk_lead_campaign
  FOREIGN KEY (campaign_id) REFERENCES cam_campaigns (id);

CREATE INDEX ix_strategy_docs_approved ON strategy_docs (approved);
