-- Raw SQL in a file of delivery: what writes, what reads, and what is delivery's own.

UPDATE cam_campaigns SET status = 'done' WHERE status = 'running';  -- write: CampaignDB.status

DELETE FROM cam_leads WHERE score < 0.1;  -- write: LeadDB

INSERT INTO billing_invoices (number, total_cents) VALUES ('1', 0);  -- write: InvoiceDB

UPDATE cam_leads  -- write: LeadDB.status, LeadDB.score
   SET lead_status = 'stale',
       score = 0
 WHERE id IN (SELECT id FROM delivery_items);

INSERT INTO delivery_items (name)  -- read: LeadDB
SELECT email FROM cam_leads;

DELETE FROM billing.refunds;  -- write: RefundDB

-- DELETE FROM cam_leads;
/* UPDATE cam_leads SET score = 1; */

DELETE FROM delivery_items WHERE status = 'old';  -- silent

UPDATE delivery_deliveries SET status = 'delete from cam_leads' WHERE id = 1;  -- silent

DELETE FROM celery_taskmeta;  -- silent

CREATE INDEX ix_leads_score ON cam_leads (score);  -- silent

GRANT SELECT ON cam_leads TO reporting;  -- silent

SELECT count(*) FROM cam_leads;  -- read: LeadDB

CREATE TRIGGER keep_scores AFTER INSERT ON cam_leads FOR EACH ROW  -- silent
BEGIN
    UPDATE cam_leads SET score = 1 WHERE id = NEW.id;  -- silent
    DELETE FROM cam_tags WHERE name = '';  -- silent
END;
UPDATE cam_tags SET name = 'old';  -- write: TagDB.name
