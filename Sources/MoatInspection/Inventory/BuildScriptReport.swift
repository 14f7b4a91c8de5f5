package import MoatModel

/// Everything of a lockfile that runs while something is built, to be shown.
package struct BuildScriptReport: Sendable {
  /// A package with a build script, or a proc macro, or one of which that is not known.
  package struct Entry: Sendable {
    package let identity: PackageIdentity
    package let context: PackageContext
    package let inspection: Evidence<PackageInspection>
    /// What an acceptance pins, see ``InspectedPackage/buildContent``.
    package let content: Evidence<SHA256Digest>
    /// What its build script or proc macro is built from.
    package let closure: [PackageIdentity]
    package let state: BuildAcceptance.State

    package init(
      identity: PackageIdentity, context: PackageContext, inspection: Evidence<PackageInspection>,
      content: Evidence<SHA256Digest>, closure: [PackageIdentity], state: BuildAcceptance.State
    ) {
      self.identity = identity
      self.context = context
      self.inspection = inspection
      self.content = content
      self.closure = closure
      self.state = state
    }

    /// What it can do while something is built, by part and capability.
    package var inventory: [PackageInventory.Entry] {
      guard let inspection = inspection.value else { return [] }
      return PackageInventory(inspection).entries.filter {
        $0.section == .buildScript || $0.section == .procMacro
      }
    }
  }

  /// By identity.
  package let entries: [Entry]
  /// Whether what is not accepted is a finding.
  package let isRequired: Bool

  package init(entries: [Entry], isRequired: Bool) {
    self.entries = entries.sorted { $0.identity < $1.identity }
    self.isRequired = isRequired
  }
}
