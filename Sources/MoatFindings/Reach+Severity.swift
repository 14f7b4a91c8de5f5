package import MoatModel

extension Reach {
  /// The most a finding about a package of this reach can weigh: a build script or macro runs where
  /// the project is built, a test only on the developers' machines.
  package var severityLimit: Severity {
    switch self {
    case .shipped, .unknown: .high
    case .build: .medium
    case .test, .unreached: .low
    }
  }
}
