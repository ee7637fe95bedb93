import { Container, Flex } from '@backstage/ui';
import { AdvisorySection } from './AdvisorySection';
import { ComponentSection } from './ComponentSection';

/** Where a component is, and what the organisation says of it before anybody else does. */
export function ComponentsPage() {
  return (
    <Container>
      <Flex direction="column" gap="4" pt="4" pb="6">
        <ComponentSection />
        <AdvisorySection />
      </Flex>
    </Container>
  );
}
