/// The three files of one `supply-chain/` folder.
package struct VetStore: Hashable, Sendable {
  package var configuration: VetConfiguration
  package var audits: AuditsFile
  package var imports: ImportsLock

  package init(
    configuration: VetConfiguration = VetConfiguration(), audits: AuditsFile = AuditsFile(),
    imports: ImportsLock = ImportsLock()
  ) {
    self.configuration = configuration
    self.audits = audits
    self.imports = imports
  }
}
