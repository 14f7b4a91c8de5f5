use difference::assert_diff;

#[test]
fn an_offer_is_one_line_of_json() {
    let offer = serde_json::json!({ "name": "tea", "cents": 450 });
    assert_diff!(&offer.to_string(), r#"{"cents":450,"name":"tea"}"#, "\n", 0);
}
