import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { anEvent } from '../__testUtils__/anEvent';
import { ecsSchemaFile } from '../__testUtils__/ecsSchemaFile';
import { findEcsProblems } from '../__testUtils__/findEcsProblems';
import { fits } from '../__testUtils__/fits';
import { leaves } from '../__testUtils__/leaves';
import { outboundEvents } from '../__testUtils__/outboundEvents';
import { readEcsSchema, type EcsSchema } from '../__testUtils__/readEcsSchema';
import { ecsProperties, patchRiskProperties } from '../templates/mappings';
import { toDocument } from './toDocument';

function mappedTypes(
  properties: Record<string, { type?: string; properties?: object }>,
  path = '',
): [string, string][] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const name = path ? `${path}.${key}` : key;
    return property.properties
      ? mappedTypes({ ...property.properties }, name)
      : [[name, property.type ?? 'object']];
  });
}

const mapped = new Map([
  ...mappedTypes({ ...ecsProperties } as never),
  ...mappedTypes({ ...patchRiskProperties } as never),
]);

describe('toDocument', () => {
  it('names the device, the deviation and the way back', () => {
    expect(toDocument({ event: anEvent(7), namespace: 'plant' })).toEqual({
      '@timestamp': '2026-11-20T10:00:00.000Z',
      ecs: { version: '9.4.0' },
      data_stream: {
        type: 'logs',
        dataset: 'patchrisk.anomaly',
        namespace: 'plant',
      },
      message: 'bytesOut of Pump controller 1 is 9 times its usual spread away',
      observer: {
        vendor: 'Patch Risk',
        product: 'Patch Risk',
        type: 'sensor',
      },
      host: {
        id: 'resource:default/pump-plc-1',
        name: 'pump-plc-1.plant.example',
        hostname: 'pump-plc-1.plant.example',
        ip: ['192.0.2.10'],
        mac: ['00-1B-1B-AA-0F-10'],
        risk: { calculated_score: 61.5, calculated_score_norm: 61.5 },
      },
      device: {
        id: 'resource:default/pump-plc-1',
        manufacturer: 'Siemens',
        model: { name: 'SIMATIC S7-1500' },
      },
      related: { ip: ['192.0.2.10'], hosts: ['pump-plc-1.plant.example'] },
      event: {
        id: anEvent(7).id,
        kind: 'alert',
        category: ['intrusion_detection'],
        type: ['info'],
        action: 'anomaly-opened',
        module: 'patchrisk',
        dataset: 'patchrisk.anomaly',
        created: '2026-11-20T10:00:05.000Z',
        start: '2026-11-20T10:00:00.000Z',
        severity: 73,
        risk_score: 61.5,
        risk_score_norm: 61.5,
        reason: 'Observed 910, expected 200',
        url: 'http://localhost:3000/catalog/default/resource/pump-plc-1',
      },
      rule: {
        id: 'baseline-deviation',
        name: 'Deviation from the baseline of a device',
        ruleset: 'patch-risk',
      },
      tags: ['patch-risk'],
      patch_risk: {
        severity: 'high',
        planned_change: false,
        device: {
          ref: 'resource:default/pump-plc-1',
          title: 'Pump controller 1',
          zone: 'control',
          criticality: 'high',
          risk_index: 61.5,
        },
        anomaly: {
          id: anEvent(7).id,
          metric: 'bytesOut',
          state: 'open',
          score: 9.1,
          observed: 910,
          expected: 200,
        },
      },
    });
  });

  it('says nothing about the risk of a device that is not assessed', () => {
    const event = anEvent(1);
    const { riskIndex, ...device } = event.device;
    const paths = leaves(
      toDocument({ event: { ...event, device }, namespace: 'default' }),
    ).map(([path]) => path);
    expect(riskIndex).toBe(61.5);
    expect(
      paths.filter(path => /risk_score|risk_index|\.risk\./.test(path)),
    ).toEqual([]);
  });

  it('is mapped, field by field, whatever the event holds', () => {
    fc.assert(
      fc.property(outboundEvents, event => {
        const unmapped = leaves(toDocument({ event, namespace: 'default' }))
          .filter(
            ([path, value]) =>
              ![value]
                .flat()
                .every(one => fits(mapped.get(path) ?? 'unmapped', one)),
          )
          .map(([path]) => path);
        expect(unmapped).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

const whenSchema = existsSync(ecsSchemaFile) ? describe : describe.skip;

whenSchema('ECS 9.4.0 (skipped where ../shared/contracts is absent)', () => {
  let schema: EcsSchema;

  beforeAll(() => {
    schema = readEcsSchema();
  });

  it('holds for every document', () => {
    fc.assert(
      fc.property(outboundEvents, event => {
        expect(
          findEcsProblems(schema, toDocument({ event, namespace: 'default' })),
        ).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('would find a wrong name, type and value', () => {
    expect(
      findEcsProblems(schema, {
        event: {
          kind: 'alarm',
          category: ['vulnerability'],
          type: ['deletion'],
          severity: 'high',
        },
        host: { address: '192.0.2.1', ip: '192.0.2.1' },
      }),
    ).toEqual([
      'event.kind: alarm is not allowed',
      'event.severity is no long: "high"',
      'host.address is not in ECS',
      'host.ip: array or not',
      'event.type deletion does not go with vulnerability',
    ]);
  });

  it('gives our templates their types', () => {
    for (const [path, type] of mappedTypes({ ...ecsProperties } as never)) {
      expect({ path, type }).toEqual({ path, type: schema[path]?.type });
    }
  });
});
