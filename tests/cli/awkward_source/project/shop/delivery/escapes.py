x = '[31m‮'; from shop.cam.leads import LeadDB
