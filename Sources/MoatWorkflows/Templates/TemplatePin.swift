/// An action that written workflows use, pinned to a commit that was looked up.
///
/// Each hash was read from the tags of a clone of the action's repository and found beside the same
/// version in workflows of several other projects; Dependabot moves what is written from here on.
struct TemplatePin {
  let action: String
  let version: String
  let commit: String

  /// Tag `v7.0.1` of 2026-07-17; also in the workflows of rust-lang/crates.io and ossf/scorecard.
  static let checkout = TemplatePin(
    action: "actions/checkout", version: "v7.0.1",
    commit: "3d3c42e5aac5ba805825da76410c181273ba90b1")
  /// Tag `v1.0.5` of 2026-06-16; also in the workflows of rust-lang/crates.io and Ortham/esplugin.
  static let authentication = TemplatePin(
    action: "rust-lang/crates-io-auth-action", version: "v1.0.5",
    commit: "c6f97d42243bad5fab37ca0427f495c86d5b1a18")

  static let all = [checkout, authentication]

  /// What stands behind `uses:`.
  var text: String { "\(action)@\(commit) # \(version)" }
}

extension TemplatePin {
  /// The step that checks the repository out and leaves no token behind, as it stands in a job.
  static let checkoutStep = """
          - uses: \(checkout.text)
            with:
              persist-credentials: false
    """
}
