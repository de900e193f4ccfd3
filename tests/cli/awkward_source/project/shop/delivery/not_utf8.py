x = 'ÿ'
from shop.cam.leads import LeadDB
