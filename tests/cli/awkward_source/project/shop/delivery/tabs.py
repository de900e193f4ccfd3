def f():
	if f:
		from shop.cam.leads import	LeadDB
