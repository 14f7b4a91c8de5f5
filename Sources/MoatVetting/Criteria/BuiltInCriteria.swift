/// The two criteria that every store has without defining them.
///
/// What they demand in full stands in cargo-vet's book; the descriptions here are summaries in
/// other words and bind nobody.
package enum BuiltInCriteria {
  package static let safeToRun = "safe-to-run"
  package static let safeToDeploy = "safe-to-deploy"

  /// In the order of their indices in a ``CriteriaTable``.
  package static let names = [safeToRun, safeToDeploy]

  /// What a built-in criterion is about; nil for other names.
  package static func summary(of name: String) -> String? {
    switch name {
    case safeToRun:
      """
      Building it, testing it and running it on a developer's machine or in CI does no harm to \
      that machine: nothing is read, sent or changed that the task does not call for. Inputs are \
      taken to be chosen by the developer, not by an attacker.
      """
    case safeToDeploy:
      """
      It can go into what is shipped and meet hostile input: no code of it opens a way in that its \
      users would not expect, its unsafe code was read and holds for every caller of the safe \
      interface, and it uses files, network, processes and cryptography only as its purpose \
      needs. Implies safe-to-run.
      """
    default: nil
    }
  }

  /// Where the text is that auditors agree to; nil for other names.
  package static func officialText(of name: String) -> String? {
    names.contains(name)
      ? "https://mozilla.github.io/cargo-vet/built-in-criteria.html#\(name)" : nil
  }
}
