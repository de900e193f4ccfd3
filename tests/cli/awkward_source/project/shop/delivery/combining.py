x = 'éâ'; from shop.cam.leads import LeadDB
