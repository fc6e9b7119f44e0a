import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

// A second tap must not record again, nor on what has come to lie there: `tap-shield.ts` knows by `data-records` what
// records. Here each button of the app is followed to what a press on it does, through components, hooks and modules.

const WEB = resolve(import.meta.dirname, '..')
const SRC = join(WEB, 'src')

/** What leaves this device, or is put down to leave it. */
const RECORDS: Record<string, readonly string[]> = {
  api: ['POST', 'PUT', 'PATCH', 'DELETE'],
  outbox: ['add', 'post', 'retry', 'undo'],
  // Of `use-submission.ts`, which sends what each form hands it.
  options: ['send'],
}
/** What asks and records nothing, whatever its method. */
const ASKS = [
  '/api/jobs/price',
  '/api/workshops/look',
  '/api/auth/look',
  '/api/messages/preview',
  '/api/gate/passes/check',
  '/api/auth/logout',
  '/api/workshops/current',
]
const PRESSED = ['button', 'a', 'Button', 'Checkbox', 'MenuItem', 'Radix.Item', 'Radix.CheckboxItem']
const EVENTS = ['onClick', 'onSelect', 'onCheckedChange', 'onPointerDown', 'onPointerUp', 'onKeyDown']
/** Marks itself, or is marked where it is made. */
const MARKED = ['records', 'busy', 'data-records']

/** The app's own sources alone: what libraries are is not asked, so reading them takes a second. */
function readApp() {
  const names = ts.sys.readDirectory(SRC, ['.ts', '.tsx']).filter((name) => !/\.(test|gen|d)\./.test(name))
  const options: ts.CompilerOptions = { noLib: true, jsx: ts.JsxEmit.Preserve, types: [] }
  const host = ts.createCompilerHost(options)
  const sources = new Set(names)
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const path = text.startsWith('@/') ? join(SRC, text.slice(2)) : join(dirname(from), text)
      const isOwn = text.startsWith('@/') || text.startsWith('.')
      const found = isOwn && [path, `${path}.ts`, `${path}.tsx`].find((name) => sources.has(name))
      return {
        resolvedModule: found
          ? { resolvedFileName: found, extension: found.endsWith('x') ? ts.Extension.Tsx : ts.Extension.Ts }
          : undefined,
      }
    })
  const program = ts.createProgram(names, options, host)
  return {
    checker: program.getTypeChecker(),
    files: names.flatMap((name) => program.getSourceFile(name) ?? []),
  }
}

class Reader {
  readonly files: ts.SourceFile[]
  private readonly checker: ts.TypeChecker
  /** What is handed to a component or a function under a name that it declares. */
  private readonly handed = new Map<ts.Node, ts.Node[]>()
  private readonly known = new Map<ts.Node, boolean>()

  constructor() {
    const { checker, files } = readApp()
    this.checker = checker
    this.files = files
    for (const file of files) this.gather(file)
  }

  /** Whether a press that does this records something. */
  records(what: ts.Node, asked = new Set<ts.Node>()): boolean {
    const before = this.known.get(what)
    if (before !== undefined) return before
    if (asked.has(what)) return false
    asked.add(what)
    const found = this.isRecord(what) || this.leadsTo(what).some((next) => this.records(next, asked))
    // What was not found on a way round in a circle may be found on another.
    if (found) this.known.set(what, true)
    return found
  }

  private isRecord(node: ts.Node): boolean {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false
    const { expression: of, name } = node.expression
    if (name.text === 'mutate' || name.text === 'mutateAsync') return true
    const [path] = node.arguments
    const isAsked = path !== undefined && ts.isStringLiteralLike(path) && ASKS.includes(path.text)
    return (RECORDS[of.getText()]?.includes(name.text) ?? false) && !isAsked
  }

  /** Where reading goes on from a node: to its parts, and to what its names stand for. */
  private leadsTo(node: ts.Node): ts.Node[] {
    const parts: ts.Node[] = []
    if (ts.isIdentifier(node)) return this.meanings(node)
    if (ts.isPropertyAccessExpression(node)) {
      parts.push(node.name)
      if (ts.isCallExpression(node.expression)) parts.push(node.expression)
    } else if (!ts.isTypeNode(node)) ts.forEachChild(node, (part) => void parts.push(part))
    return parts
  }

  private meanings(name: ts.Identifier): ts.Node[] {
    const { parent } = name
    // A name that is declared here says nothing by itself.
    if ((ts.isPropertyAssignment(parent) || ts.isJsxAttribute(parent)) && parent.name === name) return []
    const symbol = ts.isShorthandPropertyAssignment(parent)
      ? this.checker.getShorthandAssignmentValueSymbol(parent)
      : this.checker.getSymbolAtLocation(name)
    return symbol ? this.ofSymbol(symbol) : []
  }

  private ofSymbol(symbol: ts.Symbol): ts.Node[] {
    const meant = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol
    return (meant.declarations ?? []).flatMap((one) => this.bodies(one))
  }

  private bodies(made: ts.Declaration): ts.Node[] {
    if (ts.isBindingElement(made)) return this.ofBinding(made)
    if (ts.isFunctionDeclaration(made) || ts.isMethodDeclaration(made)) return made.body ? [made.body] : []
    if (ts.isVariableDeclaration(made)) return made.initializer ? this.result(made.initializer) : []
    if (ts.isPropertyAssignment(made)) return [made.initializer]
    if (ts.isShorthandPropertyAssignment(made)) {
      const value = this.checker.getShorthandAssignmentValueSymbol(made)
      return value ? this.ofSymbol(value) : []
    }
    return ts.isPropertySignature(made) ? (this.handed.get(made) ?? []) : []
  }

  /** What a variable stands for: of a call of ours what that returns, of others' what they are given. */
  private result(initial: ts.Expression): ts.Node[] {
    if (!ts.isCallExpression(initial)) return [initial]
    const called = this.checker.getResolvedSignature(initial)?.declaration
    if (!called) return [...initial.arguments]
    const { body } = called as ts.FunctionLikeDeclaration
    if (!body) return []
    if (!ts.isBlock(body)) return [body]
    return body.statements.filter(ts.isReturnStatement).flatMap(({ expression }) => expression ?? [])
  }

  private ofBinding(made: ts.BindingElement): ts.Node[] {
    const key = made.propertyName ?? made.name
    if (!ts.isObjectBindingPattern(made.parent) || !ts.isIdentifier(key)) return []
    const type = this.checker.getTypeAtLocation(made.parent)
    const property = this.checker.getPropertyOfType(type, key.text)
    return property ? this.ofSymbol(property) : []
  }

  private gather(node: ts.Node) {
    if (ts.isJsxAttribute(node) && node.initializer && ts.isJsxExpression(node.initializer))
      this.hand(node.parent, node.name.getText(), node.initializer)
    else if (ts.isPropertyAssignment(node)) this.hand(node.parent, node.name.getText(), node.initializer)
    else if (ts.isShorthandPropertyAssignment(node)) this.hand(node.parent, node.name.text, node.name)
    ts.forEachChild(node, (part) => this.gather(part))
  }

  private hand(to: ts.Expression, name: string, value: ts.Node) {
    const type = this.checker.getContextualType(to)
    const property = type && this.checker.getPropertyOfType(type, name)
    for (const declared of property?.declarations ?? []) {
      this.handed.set(declared, [...(this.handed.get(declared) ?? []), value])
    }
  }
}

function attributesOf(element: ts.JsxOpeningLikeElement) {
  return element.attributes.properties.filter(ts.isJsxAttribute)
}

function isMarked(element: ts.JsxOpeningLikeElement): boolean {
  if (element.tagName.getText() === 'MenuItem') return true
  return attributesOf(element).some(
    ({ name, initializer }) =>
      MARKED.includes(name.getText()) || (name.getText() === 'type' && initializer?.getText() === '"submit"'),
  )
}

function findUnmarked(reader: Reader): string[] {
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (
      (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) &&
      PRESSED.includes(node.tagName.getText()) &&
      !isMarked(node)
    ) {
      const does = attributesOf(node).filter(({ name }) => EVENTS.includes(name.getText()))
      if (does.some((one) => one.initializer && reader.records(one.initializer))) {
        const file = node.getSourceFile()
        const { line } = file.getLineAndCharacterOfPosition(node.getStart())
        found.push(`${relative(WEB, file.fileName)}:${line + 1}`)
      }
    }
    ts.forEachChild(node, visit)
  }
  for (const file of reader.files) visit(file)
  return found
}

test('every button that records says so, so that a second tap records nothing', () => {
  expect(findUnmarked(new Reader())).toEqual([])
})
