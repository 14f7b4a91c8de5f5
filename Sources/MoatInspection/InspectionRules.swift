package import MoatFindings

/// A check of what the source of locked packages can do.
package protocol InspectionRule: Rule {
  init()

  func findings(in facts: InspectionFacts) -> [Finding]
}

/// The rules of this engine.
package enum InspectionRules {
  /// In the order of their ids.
  package static let all: [any InspectionRule.Type] = [
    AllVariablesInBuildScript.self, BuildScriptOutsidePath.self, CertificateCheckOff.self,
    ChangedBuildScript.self, ClonedCrate.self, CodeBeforeMain.self, ConditionalPayload.self,
    CredentialsAndNetwork.self, DownloadAndRun.self, EmbeddedExecutable.self,
    EncodedPayload.self, ExfiltrationEndpoint.self, HiddenText.self, HomeSweep.self,
    LookalikeName.self, MixedScriptIdentifier.self, NetworkBuildDependency.self,
    NetworkInBuildScript.self, NetworkInProcMacro.self, ObfuscatedBuildScript.self,
    ProcMacroSideEffects.self, RunsDroppedFile.self, SecretsAndNetwork.self,
    SecretsInBuildScript.self, StartsByItself.self, UnacceptedBuildScript.self,
    UninspectedPackage.self, UnusedAcceptance.self, UpdateAddsBinary.self,
    UpdateAddsBuildScript.self, UpdateAddsCapability.self, UpdateAddsDependency.self,
    WalletKeysAndNetwork.self, WritesAssistantFiles.self,
  ]
}
