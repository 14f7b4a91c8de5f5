/// One import's lists, turned into the terms of the project.
struct ImportMapping {
  let name: String
  let declaration: ImportDeclaration
  let criteria: CriteriaTable

  /// The file that would be in `imports.lock` if everything were needed, all of it marked fresh.
  func file(_ lists: [FetchedAudits]) throws(ImportFailure) -> AuditsFile {
    guard !lists.isEmpty else { throw .notFetched(importName: name) }
    var sources: [AuditsSource] = []
    for list in lists { sources.append(AuditsSource(url: list.url, file: try mapped(list))) }
    if sources.count == 1 { return sources[0].file }
    do { return try AuditsFile.aggregated(sources) } catch {
      throw .differentLists(importName: name, error)
    }
  }

  private func mapped(_ list: FetchedAudits) throws(ImportFailure) -> AuditsFile {
    var file = list.file
    for crate in declaration.exclude { file.audits[crate] = nil }
    let foreign: CriteriaTable
    do { foreign = try CriteriaTable(file.criteria) } catch {
      throw .criteria(importName: name, error)
    }
    let meanings = foreign.names.map { meaning(of: $0) }
    func local(_ names: [String]) -> [String] {
      var set = CriteriaSet.empty
      for index in foreign.set(names).indices { set.formUnion(meanings[index]) }
      return criteria.minimalNames(set)
    }
    func fresh<Entry: ImportedStatement>(_ crates: [String: [Entry]]) -> [String: [Entry]] {
      crates.mapValues { entries in
        entries.map { entry in
          var entry = entry
          entry.criteria = local(entry.criteria)
          entry.isFresh = true
          return entry
        }
      }
    }
    file.audits = fresh(file.audits)
    file.wildcardAudits = fresh(file.wildcardAudits)
    file.trusted = file.trusted.mapValues { entries in
      entries.map { entry in
        var entry = entry
        entry.criteria = local(entry.criteria)
        return entry
      }
    }
    file.criteria = try definitions(list)
    return file
  }

  /// What a foreign criterion counts as here. The map goes before the built-in names, so that it can
  /// say less, or more, about them.
  private func meaning(of foreign: String) -> CriteriaSet {
    if let mapped = declaration.criteriaMap[foreign] { return criteria.set(mapped) }
    return BuiltInCriteria.names.contains(foreign)
      ? criteria.set(CollectionOfOne(foreign)) : .empty
  }

  /// The definitions of mapped criteria, each with its text and nothing else: a change of the text
  /// must be noticed.
  private func definitions(_ list: FetchedAudits) throws(ImportFailure) -> [String:
    CriteriaDefinition]
  {
    var definitions: [String: CriteriaDefinition] = [:]
    for (criterion, definition) in list.file.criteria
    where declaration.criteriaMap[criterion] != nil {
      let text = definition.description ?? definition.descriptionURL.flatMap { list.texts[$0] }
      guard let text else { throw .noDescription(importName: name, criterion: criterion) }
      definitions[criterion] = CriteriaDefinition(
        description: text, aggregatedFrom: definition.aggregatedFrom)
    }
    return definitions
  }
}
