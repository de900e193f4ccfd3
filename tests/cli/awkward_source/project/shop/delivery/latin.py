# coding: latin-1
x = 'ä'; from shop.cam.leads import LeadDB
