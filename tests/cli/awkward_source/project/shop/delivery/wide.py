x = '日本語'; from shop.cam.leads import 手紙, LeadDB  # 手紙
