-- wrk script: posts one valid transaction repeatedly.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
if (os.getenv("API_KEY") or "") ~= "" then wrk.headers["X-API-Key"] = os.getenv("API_KEY") end
wrk.body = '{"amount":250.0,"transaction_hour":14,"merchant_category":"Electronics","foreign_transaction":0,"location_mismatch":0,"device_trust_score":75,"velocity_last_24h":3,"cardholder_age":35}'
