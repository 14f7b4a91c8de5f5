import MoatFindings
import MoatModel
import MoatPolicy
import MoatWorkflows

extension ConfigShowCommand {
  /// The rows of `[workflows]`.
  static func workflowRows(
    _ settings: Policy
  ) -> [(key: String, value: String, origin: String)] {
    let workflows = settings.workflows
    let files = [settings.organisation, settings.repository].compactMap { $0 }
    func origin(_ isSaid: (WorkflowPolicy) -> Bool) -> String {
      let said = files.filter { isSaid($0.workflows) }.map(\.source.path)
      return said.isEmpty ? "default" : said.joined(separator: ", ")
    }
    var rows: [(key: String, value: String, origin: String)] = []
    rows.append(
      (
        "workflows.trusted-owners",
        workflows.trustedOwners.map { $0.map(\.name).joined(separator: ", ") }
          ?? "\(WorkflowSettings.standardOwners.joined(separator: ", ")), the repository's own",
        origin { $0.trustedOwners != nil }
      ))
    rows.append(
      (
        "workflows.cooldown", String(workflows.cooldownDays), origin { $0.cooldown != nil }
      ))
    if !workflows.ephemeralRunners.isEmpty {
      rows.append(
        (
          "workflows.ephemeral-runners", workflows.ephemeralRunners.joined(separator: ", "),
          origin { $0.ephemeralRunners != nil }
        ))
    }
    for (key, setting) in [("pins", settings.pinRecord), ("clones", settings.clones)] {
      guard let value = setting.value else { continue }
      rows.append(("workflows.\(key)", value, setting.origin.description))
    }
    for tool in workflows.tools {
      rows.append(
        (
          "workflows.tools", "\(tool.name)@\(tool.version) \(tool.checksum.prefix(12))",
          tool.label.path
        ))
    }
    return rows
  }
}
