import MoatCargo
import MoatFindings
package import MoatInspection
import MoatModel
package import MoatPolicy

extension LockedInspection {
  /// Everything that runs while something is built, and whether the policy accepts it.
  package func buildScripts(_ policy: BuildScriptPolicy) -> BuildScriptReport {
    let acceptance = BuildAcceptance(isRequired: policy.isRequired, entries: policy.entries)
    return BuildScriptReport(
      entries: foreign.compactMap { index in
        guard let content = buildContent(of: index) else { return nil }
        let record = records[index] ?? .unavailable("it was not read")
        let package = InspectedPackage(
          identity: identity(index), label: Label(locked.lockfile.source.path),
          inspection: record.map(\.inspection), buildContent: content)
        return BuildScriptReport.Entry(
          identity: identity(index), context: contexts[index],
          inspection: record.map(\.inspection), content: content,
          closure: buildClosure(of: index).map(identity).sorted(),
          state: acceptance.state(of: package))
      }, isRequired: policy.isRequired)
  }
}
